"""The makers of the site: values in, bytes out. Nothing here touches the disk, the clock or the environment."""
