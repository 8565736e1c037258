"""The partner institutions of a region, their people, their members, and who lends them a name."""

from marketplace.partners.models.body import TEXTS as TEXTS
from marketplace.partners.models.body import Bodies as Bodies
from marketplace.partners.models.body import Body as Body
from marketplace.partners.models.body import BodyKind as BodyKind
from marketplace.partners.models.people import BodyMember as BodyMember
from marketplace.partners.models.people import BodyRole as BodyRole
from marketplace.partners.models.people import Membership as Membership
from marketplace.partners.models.people import Memberships as Memberships
from marketplace.partners.models.supporter import Ambassador as Ambassador
from marketplace.partners.models.supporter import Supporter as Supporter
