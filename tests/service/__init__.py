"""The service of examples/service: real requests to a real server, and the page in a browser."""
