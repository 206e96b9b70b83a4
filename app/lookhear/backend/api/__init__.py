"""HTTP: one router per resource, named as on the wire. No rules of their own: they read a request, call a service, shape the answer."""
