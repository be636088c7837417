"""Places in the buckets of the tests' storage."""

import os
from pathlib import Path

import pytest

from generator.build.object_storage import PUBLISHED as LISTING
from generator.build.object_storage import Bucket, credentials, open_bucket, place_of

__all__ = ["LISTING", "bucket", "place"]


def place(bucket: str, region: Path, folder: str) -> str:
    """Return a folder of a bucket; the server remembers what it has, so each test has folders of its own."""
    return f"s3://{bucket}/{region.parent.name}/{folder}".rstrip("/")


def bucket(where: str) -> Bucket:
    return open_bucket(place_of(where) or pytest.fail(where), credentials(os.environ, Path()))
