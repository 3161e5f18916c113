"""Django's usual name for the `cookout` command."""

from cookout.site.command import main

main()
