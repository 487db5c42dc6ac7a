#!/bin/sh
# Firefox as playwright starts it ends when a page crashes. This one goes on, as a user's does.
unset MOZ_CRASHREPORTER_SHUTDOWN
exec "$VEDETTE_FIREFOX" "$@"
