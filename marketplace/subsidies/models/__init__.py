from marketplace.subsidies.models.action import Action as Action
from marketplace.subsidies.models.settlement import Run as Run
from marketplace.subsidies.models.settlement import Settlement as Settlement
from marketplace.subsidies.models.subsidy import REPAID as REPAID
from marketplace.subsidies.models.subsidy import Line as Line
from marketplace.subsidies.models.subsidy import Subsidy as Subsidy
