"""The site in S3-compatible object storage: what differs is uploaded, in an order that keeps the site whole."""

from generator.build.object_storage.bucket import Bucket, Place, StorageError, open_bucket, place_of
from generator.build.object_storage.credentials import NoCredentialsError, credentials
from generator.build.object_storage.listing import KEY as PUBLISHED
from generator.build.object_storage.upload import ForeignObjectError, Sent, send_site

__all__ = [
    "PUBLISHED",
    "Bucket",
    "ForeignObjectError",
    "NoCredentialsError",
    "Place",
    "Sent",
    "StorageError",
    "credentials",
    "open_bucket",
    "place_of",
    "send_site",
]
