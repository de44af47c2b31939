"""The table of the candidature: every act, from which statuses to which, by whom, on what terms.

Starting a file stands in `starting`, since there is no file before it.
"""

from applications.models import Action, Status
from applications.permissions import Part
from applications.workflow import (
    conditions,
    designating,
    endorsing,
    erasing,
    screening,
    submitting,
)
from applications.workflow.acts import Letter, Rule

OWNER = frozenset({Part.OWNER})
COMMISSION = frozenset({Part.COMMISSION})
STAFF = frozenset({Part.STAFF})
OFFICE = frozenset({Part.OFFICE})

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
        sources=(
            Status.DRAFT,
            Status.SUBMITTED,
            Status.ENDORSED,
            Status.RETURNED,
            Status.UNDER_EVALUATION,
        ),
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
    Action.ADMIT: Rule(
        sources=(Status.ENDORSED,),
        target=Status.UNDER_EVALUATION,
        who=STAFF,
        conditions=(conditions.CLOSED,),
        demands=(screening.KEPT_OR_REASONED,),
        afterwards=screening.keep_the_verdicts,
        letters=(Letter("admitted", to_commission=True),),
    ),
    Action.RETURN: Rule(
        sources=(Status.ENDORSED,),
        target=Status.RETURNED,
        who=STAFF,
        conditions=(conditions.CLOSED, screening.COMPLETION_ALLOWED),
        demands=(conditions.REASONED, screening.PARTS_NAMED),
        afterwards=screening.give_days_to_complete,
        letters=(Letter("returned", to_commission=True),),
        needs_reason=True,
    ),
    Action.COMPLETE: Rule(
        sources=(Status.RETURNED,),
        target=Status.ENDORSED,
        who=OWNER,
        conditions=(screening.IN_TIME, conditions.COMPLETE),
        demands=(conditions.DECLARED,),
        afterwards=submitting.give_a_receipt,
        letters=(Letter("completed", to_commission=True),),
    ),
    Action.REFUSE: Rule(
        sources=(Status.SUBMITTED, Status.ENDORSED, Status.RETURNED),
        target=Status.INELIGIBLE,
        who=STAFF,
        conditions=(conditions.CLOSED, screening.TIME_TO_COMPLETE_IS_OVER),
        demands=(conditions.REASONED, screening.GROUND_NAMED),
        afterwards=screening.keep_the_verdicts,
        letters=(Letter("ineligible", to_commission=True),),
        needs_reason=True,
    ),
    Action.REINSTATE: Rule(
        sources=(Status.INELIGIBLE, Status.NOT_DESIGNATED),
        target=Status.UNDER_EVALUATION,
        who=STAFF,
        conditions=(screening.REVIEW_GRANTED,),
        letters=(Letter("reinstated", to_commission=True),),
    ),
    # Their letters are the call's own, and written by the announcement that does the acts.
    Action.DESIGNATE: Rule(
        sources=(Status.UNDER_EVALUATION,),
        target=Status.DESIGNATED,
        who=OFFICE,
        conditions=(designating.DECIDED, designating.DUE),
        effect=designating.put_into_the_record,
        afterwards=designating.close_the_decision,
    ),
    Action.TURN_DOWN: Rule(
        sources=(Status.UNDER_EVALUATION,),
        target=Status.NOT_DESIGNATED,
        who=OFFICE,
        conditions=(designating.DECIDED, designating.DUE),
        afterwards=designating.close_the_decision,
    ),
    Action.ERASE: Rule(
        sources=(
            Status.DECLINED,
            Status.INELIGIBLE,
            Status.NOT_DESIGNATED,
            Status.WITHDRAWN,
        ),
        target=None,
        who=STAFF,
        conditions=(erasing.TIME_IS_OVER,),
        effect=erasing.erase_contents,
    ),
}
