"""Questions said in other words: those trained on were written with the passage in view and repeat its words."""

from __future__ import annotations

import re
from random import Random

# Each line can stand for one another in most questions; forms are listed, so that grammar holds.
_GROUPS = """
begin|start|commence
began|started|commenced
beginning|start|outset
end|finish|conclude
ended|finished|concluded
happen|occur|take place
happened|occurred|took place
created|made|produced
create|make|produce
built|constructed|erected
build|construct|erect
building|structure|edifice
bought|purchased|acquired
buy|purchase|acquire
sold|traded|marketed
largest|biggest|greatest
large|big|huge|sizeable
small|little|tiny
main|chief|principal|primary|key|major
important|significant|crucial|vital
famous|well-known|renowned|celebrated
popular|well liked|in demand|sought after|a hit
common|widespread|usual|frequent
difficult|hard|tough
dangerous|hazardous|risky
expensive|costly|pricey
wealthy|rich|affluent
quickly|rapidly|fast|swiftly
nearly|almost|about|roughly|approximately
usually|normally|typically|generally
often|frequently|regularly
first|earliest|initial
final|last|closing
entire|whole|complete
different|distinct|dissimilar
similar|alike|comparable
said|stated|remarked|declared
say|state|remark
claimed|alleged|asserted|maintained
claim|allege|assert
believe|think|hold
believed|thought|held
argued|contended|reasoned
announced|made public|declared|revealed
announce|make public|declare
called|named|known as|termed|dubbed
name|title
used|employed|utilized|made use of
use|employ|utilize|make use of
show|display|demonstrate|reveal
showed|displayed|demonstrated|revealed
found|discovered|located
discovered|found|uncovered|came upon
find|discover|uncover
required|needed|demanded
require|need|demand
wanted|wished|desired|sought
want|wish|seek
got|obtained|received|was given
received|got|was given|obtained
receive|get|obtain
gave|provided|supplied|handed
given|provided|supplied|granted
provide|supply|give|offer
provided|supplied|offered
help|aid|assist|support
helped|aided|assisted|supported
assistance|help|aid|support
stop|halt|cease
stopped|halted|ceased
prevent|block|avert|hinder
prevented|blocked|averted|hindered
allow|permit|let
allowed|permitted|authorised
banned|forbidden|outlawed|prohibited
ban|forbid|outlaw|prohibit
cause|bring about|lead to|trigger
caused|brought about|led to|triggered
reason|cause|motive|explanation
result|outcome|consequence
results|outcomes|consequences
effect|impact|consequence|influence
effects|impacts|consequences
increase|rise|growth|climb
increased|rose|grew|climbed|went up
decrease|fall|drop|decline
decreased|fell|dropped|declined|went down
reduced|cut|lowered|lessened
reduce|cut|lower|lessen
die|pass away|perish
died|passed away|perished
death|demise|passing
killed|slain|put to death
war|armed conflict|fighting
battle|fight|clash
attack|assault|strike
attacked|assaulted|struck
invasion|incursion|attack
invaded|attacked|marched into
enemy|foe|adversary
enemies|foes|adversaries
ally|partner|friend
allies|partners|friends
alliance|bloc|league|partnership
agreement|deal|accord|pact|treaty
treaty|pact|accord|agreement
agreed|consented|came to terms
talks|negotiations|discussions
discussed|talked about|debated
discuss|talk about|debate
meeting|gathering|get-together|summit
met|came together with|got together with
visited|travelled to|went to|paid a visit to
visit|travel to|go to|pay a visit to
trip|journey|visit|tour
arrived|came|turned up
left|departed|went away
returned|came back|went back
moved|relocated|shifted
move|relocate|shift
lived|resided|dwelt
live|reside|dwell
born|brought into the world
child|kid|youngster
children|kids|youngsters
wife|spouse
husband|spouse
father|dad
mother|mum
people|persons|individuals|inhabitants
population|number of inhabitants|number of people
country|nation|state
countries|nations|states
city|town|municipality
cities|towns|municipalities
area|region|zone|district
region|area|territory
leader|head|chief|ruler
leaders|heads|chiefs
president|head of state
ruler|monarch|sovereign
government|administration|authorities
official|functionary|office-holder
officials|authorities|functionaries
minister|cabinet member
elected|voted in|chosen
election|vote|poll
law|statute|act
laws|statutes|rules
rule|regulation
court|tribunal
company|firm|business|corporation
companies|firms|businesses|corporations
money|cash|funds
cost|price|expense
paid|spent|handed over
pay|spend
earned|made|brought in
job|post|position|occupation
worked|was employed|laboured
work|labour|toil
workers|employees|staff
team|side|squad
won|gained|took
win|triumph|victory
victory|win|triumph
defeated|beat|overcame
lost|was beaten|was defeated
game|match|contest
player|athlete|sportsman
book|volume|publication
wrote|penned|authored|composed
written|penned|authored
author|writer
published|released|put out|issued
released|put out|issued|launched
release|launch|issue
movie|film|picture
song|tune|track
singer|vocalist|performer
sang|performed
performed|staged|put on
school|academy|educational institution
studied|learned|was educated in
study|research|investigation
scientist|researcher|scholar
scientists|researchers|scholars
taught|instructed|educated
teacher|instructor|educator
student|pupil|learner
students|pupils|learners
idea|notion|concept|thought
goal|aim|objective|purpose|target
purpose|aim|goal|point
plan|scheme|strategy|proposal
planned|intended|meant
method|technique|way|approach
type|kind|sort|form
types|kinds|sorts|forms
kind|sort|type
part|portion|section|piece
parts|portions|sections|components
amount|quantity|sum
number|count|quantity
percentage|share|proportion
included|contained|comprised
include|contain|comprise
connected|linked|tied|joined
connection|link|tie|relationship
relationship|relation|tie|bond
related|linked|connected|tied
considered|regarded as|seen as|viewed as
seen|viewed|regarded
view|opinion|stance|position
opinion|view|belief
feel|think
opposed|objected to|was against|resisted
oppose|object to|resist
supported|backed|endorsed|was in favour of
support|back|endorse|favour
criticized|condemned|attacked|faulted
praised|lauded|commended|applauded
accused|blamed|charged
blamed|held responsible|faulted
refused|declined|rejected
rejected|turned down|refused
accepted|took on|agreed to
joined|became a member of|entered
founded|established|set up|created
established|founded|set up|created
formed|set up|created|established
replaced|took the place of|superseded|succeeded
changed|altered|modified
change|alter|modify|shift
developed|devised|worked out|created
improve|better|enhance
improved|bettered|enhanced
destroyed|wrecked|ruined|demolished
damaged|harmed|hurt|impaired
damage|harm|injury
repaired|mended|fixed
disease|illness|sickness
sick|ill|unwell
doctor|physician|medic
medicine|drug|medication
food|fare|nourishment
car|automobile|vehicle
ship|vessel|boat
ships|vessels|boats
aircraft|plane|airplane
airport|airfield
road|street|highway
house|home|dwelling
church|place of worship
ocean|sea
river|stream|waterway
mountain|peak
energy|power
weapon|arm
weapons|arms
soldiers|troops|fighters
troops|soldiers|forces
army|military|armed forces
navy|fleet
prison|jail
arrested|detained|taken into custody
crime|offence|felony
protest|demonstration
protests|demonstrations|rallies
speech|address|talk
spoke|talked|gave a talk
interview|conversation
newspaper|paper|daily
journalist|reporter
article|report|story|piece
reported|wrote|told
question|query
answer|reply|response
responded|replied|answered
joke|jest|quip
laughter|chuckles|giggles
funny|amusing|comical
angry|furious|mad
happy|glad|pleased
afraid|scared|frightened
worried|concerned|anxious
beautiful|pretty|lovely
old|aged|ancient
new|fresh|novel
current|present|existing
previously|earlier|formerly|before that
previous|earlier|former|prior
later|afterwards|subsequently
during|in the course of|throughout
before|prior to|ahead of
after|following
because of|owing to|due to
located|situated|found
near|close to
surrounding|neighbouring
border|frontier|boundary
goods|products|wares|merchandise
trade|commerce|business
sanctions|penalties|punitive measures
tariffs|import duties|levies
tax|levy|duty
economy|economic system
growth|expansion|increase
crisis|emergency
danger|threat|peril|risk
threatened|menaced|warned
warned|cautioned|alerted
protect|defend|guard|shield
protected|defended|guarded|shielded
safe|secure|protected
secret|hidden|covert
rights|entitlements
freedom|liberty
peace|end of the fighting
ceasefire|truce|armistice
ability|capability|capacity
able|capable
lack|absence|shortage
shortage|scarcity|lack
advantage|benefit|upside
disadvantage|drawback|downside
problem|difficulty|issue|trouble
problems|difficulties|issues|troubles
solution|answer|remedy
success|achievement|accomplishment
failed|did not succeed|was unsuccessful
abandoned|gave up|deserted
introduced|brought in|presented
presented|shown|put forward
suggested|proposed|put forward
proposed|suggested|put forward
described|portrayed|characterised|depicted
describe|portray|characterise|depict
explained|made clear|clarified
celebrated|marked|commemorated
dead|deceased
guests|visitors
audience|crowd|listeners|spectators
fans|supporters|admirers
attended|went to|was present at|took part in
participated|took part|was involved
hosted|held|staged
held|staged|organised
"""
# How often a question is reworded, and then each word that can be.
_SHARE, _EACH = 0.3, 0.6


def _others() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _GROUPS.split("\n"):
        words = line.split("|")
        for word in words:
            found[word] = (*found.get(word, ()), *(other for other in words if other != word))
    return found


OTHERS = _others()
"""The words that may stand for each word."""
_PATTERN = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, filter(None, OTHERS)), key=len, reverse=True))})\b")


def reworded(question: str, rng: Random) -> str:
    """`question`, in three of ten cases with words changed for others of like sense."""
    if rng.random() > _SHARE:
        return question
    return _PATTERN.sub(
        lambda match: rng.choice(OTHERS[match.group()]) if rng.random() < _EACH else match.group(), question
    )
