"""The door for web servers."""

import os
import signal
import threading

from django.core.wsgi import get_wsgi_application

from cookout.core.lifeline import end_with
from cookout.science import Contact, Entry, matching_people

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
application = get_wsgi_application()

if server := os.environ.get("COOKOUT_SERVER"):  # set by `cookout serve`
    end_with(int(server), lambda: os.kill(os.getpid(), signal.SIGTERM))

# The tables of words take a second to read: while nobody waits yet, and not on the first page that compares.
threading.Thread(
    target=lambda: matching_people([Entry("customers", "Dentists")], [Contact("", trade="Dentist")]), daemon=True
).start()
