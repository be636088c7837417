"""A region: many cities and a portal, built one after another, in processes of this machine or by a Dask cluster.

`folder` finds the cities, `tasks` are what is done with one, `running` does many, `portal` makes the portal.
"""

from generator.region.folder import Region, RegionCity, load_region
from generator.region.portal import build_portal
from generator.region.running import ClusterLostError, NoDaskError, run_alone, run_on_dask
from generator.region.tasks import CityDone, CityTask, build_city, check_city, city_as_built

__all__ = [
    "CityDone",
    "CityTask",
    "ClusterLostError",
    "NoDaskError",
    "Region",
    "RegionCity",
    "build_city",
    "build_portal",
    "check_city",
    "city_as_built",
    "load_region",
    "run_alone",
    "run_on_dask",
]
