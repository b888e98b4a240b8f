"""Chợ Quê, a made-up marketplace: an example of a plug-in for ocopctl."""
