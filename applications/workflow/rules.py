"""The table of the candidature: every act, from which statuses to which, by whom, on what terms.

Starting a file stands in `starting`, since there is no file before it.
"""

from applications.models import Action, Status
from applications.permissions import Part
from applications.workflow import conditions, endorsing, erasing, submitting
from applications.workflow.acts import Letter, Rule

OWNER = frozenset({Part.OWNER})
COMMISSION = frozenset({Part.COMMISSION})
STAFF = frozenset({Part.STAFF})

RULES: dict[Action, Rule] = {
    Action.SUBMIT: Rule(
        sources=(Status.DRAFT,),
        target=Status.SUBMITTED,
        who=OWNER,
        conditions=(conditions.OPEN, conditions.NATIONAL, conditions.COMPLETE),
        demands=(conditions.DECLARED,),
        afterwards=submitting.give_a_receipt,
        letters=(Letter("submitted", to_commission=True),),
    ),
    Action.WITHDRAW: Rule(
        sources=(Status.DRAFT, Status.SUBMITTED, Status.ENDORSED),
        target=Status.WITHDRAWN,
        who=OWNER,
        effect=endorsing.give_the_place_back,
        letters=(Letter("withdrawn", to_commission=True),),
    ),
    Action.REOPEN: Rule(
        sources=(Status.SUBMITTED, Status.WITHDRAWN),
        target=Status.DRAFT,
        who=OWNER,
        conditions=(conditions.OPEN, conditions.NATIONAL),
        effect=submitting.take_the_current_form,
        letters=(Letter("reopened", to_commission=True),),
    ),
    Action.ENDORSE: Rule(
        sources=(Status.SUBMITTED,),
        target=Status.ENDORSED,
        who=COMMISSION,
        conditions=(conditions.OPEN, conditions.MAY_APPLY, endorsing.FREE_PLACE),
        demands=(conditions.WITH_LETTER,),
        effect=endorsing.take_a_place,
        letters=(Letter("endorsed", to_commission=True),),
    ),
    Action.SWAP: Rule(
        sources=(Status.SUBMITTED,),
        target=Status.ENDORSED,
        who=COMMISSION,
        conditions=(conditions.OPEN, conditions.MAY_APPLY, endorsing.PLACE_TO_SWAP),
        demands=(conditions.REASONED, endorsing.OTHER_NAMED, conditions.WITH_LETTER),
        effect=endorsing.swap_places,
        letters=(Letter("endorsed", to_commission=True),),
        needs_reason=True,
    ),
    Action.DECLINE: Rule(
        sources=(Status.SUBMITTED,),
        target=Status.DECLINED,
        who=COMMISSION,
        demands=(conditions.REASONED, conditions.OWN_LETTER),
        effect=endorsing.note_the_decline,
        letters=(Letter("declined"),),
        needs_reason=True,
    ),
    Action.RECONSIDER: Rule(
        sources=(Status.DECLINED,),
        target=Status.SUBMITTED,
        who=COMMISSION,
        conditions=(conditions.OPEN,),
        effect=endorsing.take_the_decline_back,
        letters=(Letter("reconsidered"),),
    ),
    Action.RELEASE: Rule(
        sources=(Status.ENDORSED,),
        target=Status.SUBMITTED,
        who=COMMISSION,
        conditions=(conditions.OPEN,),
        demands=(conditions.REASONED,),
        effect=endorsing.give_the_place_back,
        letters=(Letter("released"),),
        needs_reason=True,
    ),
    Action.RANK: Rule(
        sources=(Status.ENDORSED,),
        target=None,
        who=COMMISSION,
        conditions=(conditions.OPEN,),
        demands=(endorsing.RANK_GIVEN,),
        effect=endorsing.put_in_rank,
    ),
    Action.ERASE: Rule(
        sources=(Status.DECLINED, Status.NOT_DESIGNATED, Status.WITHDRAWN),
        target=None,
        who=STAFF,
        conditions=(erasing.TIME_IS_OVER,),
        effect=erasing.erase_contents,
    ),
}
