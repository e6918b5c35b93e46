"""The tamper-evident log: pure Python on public standards (RFC 6962 and C2SP's tlog family)."""
