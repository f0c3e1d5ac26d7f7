"""Front door: settings, urls, middleware, static files, the command line."""
