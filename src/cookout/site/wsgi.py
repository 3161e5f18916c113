"""The door for web servers."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from cookout.core.lifeline import end_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
application = get_wsgi_application()

if server := os.environ.get("COOKOUT_SERVER"):  # set by `cookout serve`
    end_with(int(server), lambda: os.kill(os.getpid(), signal.SIGTERM))
