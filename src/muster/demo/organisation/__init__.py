"""The whole of Halcyon Labs: about 1,000 employees in a tree of teams, and 18 months of hiring.

`build_organisation` lets it live up to a day. The hiring season of `muster.demo.build_company` with the same seed
is a part of it, under the same ids.
"""

from muster.demo.organisation.build import Organisation, build_organisation

__all__ = ["Organisation", "build_organisation"]
