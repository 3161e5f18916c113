"""The API assembled: each room brings its router."""

from ninja import NinjaAPI

from cookout.connect.api import router as connect_router
from cookout.core.api import Reader, speak_plainly
from cookout.core.api import router as core_router
from cookout.events.api import router as events_router
from cookout.groups.api import router as groups_router
from cookout.insight.api import router as insight_router
from cookout.one_to_ones.api import router as one_to_ones_router
from cookout.people.api import router as people_router
from cookout.plan.api import router as plan_router
from cookout.referrals.api import router as referrals_router
from cookout.rounds.api import router as rounds_router
from cookout.site.settings import VERSION
from cookout.ties.api import router as ties_router

api = NinjaAPI(
    title="Cookout",
    version=VERSION,
    description="Everything a page or a command can do, for programs. Tokens are made in Settings.",
    urls_namespace="api",
    docs_url=None,
    parser=Reader(),
)
speak_plainly(api)
api.add_router("", core_router)
api.add_router("", groups_router)
api.add_router("", people_router)
api.add_router("", ties_router)
api.add_router("", events_router)
api.add_router("", one_to_ones_router)
api.add_router("", referrals_router)
api.add_router("", rounds_router)
api.add_router("", plan_router)
api.add_router("", insight_router)
api.add_router("", connect_router)
