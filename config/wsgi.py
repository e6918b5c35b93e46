"""The web application, for granian or any other WSGI server."""

import multiprocessing
import os
import signal

from django.core.wsgi import get_wsgi_application

from config.serving.tied import end_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if (server := multiprocessing.parent_process()) and server.pid:
    # One of several processes of a server ends with it, also where it is killed.
    end_with(server.pid, by=signal.SIGKILL)

application = get_wsgi_application()
