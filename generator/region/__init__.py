"""A region: many cities and a portal, built one after another, in processes of this machine or by a Dask cluster.

`folder` finds the cities, `tasks` are what is done with one, `through_storage` does it for workers
without a shared disk, `running` does many, `portal` makes the portal.
"""

from generator.region.folder import Region, RegionCity, address_clashes, load_region
from generator.region.portal import build_portal
from generator.region.running import ClusterLostError, NoDaskError, run_alone, run_on_dask
from generator.region.tasks import CityDone, CityTask, Storage, build_city, check_city, city_as_built
from generator.region.through_storage import build_through_storage, city_in_storage, hand_over

__all__ = [
    "CityDone",
    "CityTask",
    "ClusterLostError",
    "NoDaskError",
    "Region",
    "RegionCity",
    "Storage",
    "address_clashes",
    "build_city",
    "build_portal",
    "build_through_storage",
    "check_city",
    "city_as_built",
    "city_in_storage",
    "hand_over",
    "load_region",
    "run_alone",
    "run_on_dask",
]
