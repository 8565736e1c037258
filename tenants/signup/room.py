"""What sign-up goes back to: regions that are not ready yet."""

from __future__ import annotations

from kreislauf.slices import Room

ROOM = Room(
    app="tenants.signup",
    sweeps={"tenants.signup.tasks.sweep_provisioning": 20},
)
