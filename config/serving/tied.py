"""A process that ends with its parent, however that ends: `python tied.py PID COMMAND`.

Linux sends the signal; elsewhere the next start ends what is left (config/serving/left.py).
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with(parent: int, *, by: signal.Signals = signal.SIGTERM) -> None:
    """Ask for the signal `by` when `parent` ends, and end now where it has ended already.

    The parent has to start its children from its main thread: Linux goes by the thread.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:
        sys.exit(128 + by)


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 (the command is our own)
