"""Signing in: password, second factor, invitation, devices. The machinery is allauth's."""
