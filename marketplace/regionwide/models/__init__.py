from marketplace.regionwide.models.claim import Claim as Claim
from marketplace.regionwide.models.participation import Participation as Participation
from marketplace.regionwide.models.settlement import Run as Run
from marketplace.regionwide.models.settlement import Settlement as Settlement
