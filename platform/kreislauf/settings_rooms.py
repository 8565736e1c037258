"""The servers that online meetings are held on, from the environment. Without any, hosts enter a link of their own."""

from __future__ import annotations

from kreislauf import env
from kreislauf.setting_problems import problem

BIGBLUEBUTTON_URL = env.text("KREISLAUF_BIGBLUEBUTTON_URL", "").rstrip("/")  # as `bbb-conf --secret` prints it
BIGBLUEBUTTON_SECRET = env.secret("KREISLAUF_BIGBLUEBUTTON_SECRET")
if bool(BIGBLUEBUTTON_URL) != bool(BIGBLUEBUTTON_SECRET):
    problem("Set KREISLAUF_BIGBLUEBUTTON_URL and KREISLAUF_BIGBLUEBUTTON_SECRET, or neither.")

JITSI_URL = env.text("KREISLAUF_JITSI_URL", "").rstrip("/")

for _name, _address in (("BIGBLUEBUTTON", BIGBLUEBUTTON_URL), ("JITSI", JITSI_URL)):
    if _address and not _address.startswith(("https://", "http://")):
        problem(f"KREISLAUF_{_name}_URL is an address that begins with https://.")
