"""How long a bank statement with 50,000 movements takes: read, and taken over. A part of them pay orders."""

from __future__ import annotations
