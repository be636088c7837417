"""Domchat: a directory of apartment buildings' chats, from YAML to a static site and posters."""
