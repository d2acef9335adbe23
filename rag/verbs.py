"""The base form of English verbs that news use, from their past: `spoke` to `speak`, `visited` to `visit`.

A list, since no rule tells `hope` from `hop` or `explore` from `honour`; a verb that is not listed has no base form
here, so that nothing ungrammatical is made of it.
"""

from __future__ import annotations

_IRREGULAR = """
became:become began:begin bought:buy brought:bring broke:break built:build came:come caught:catch chose:choose
cut:cut dealt:deal drew:draw drove:drive fell:fall felt:feel flew:fly fought:fight found:find gave:give got:get
grew:grow heard:hear held:hold hit:hit kept:keep knew:know laid:lay led:lead left:leave lent:lend let:let lost:lose
made:make meant:mean met:meet overtook:overtake oversaw:oversee paid:pay put:put quit:quit ran:run
rose:rise said:say sang:sing sank:sink saw:see sent:send set:set shook:shake shot:shoot shut:shut sold:sell
sought:seek spent:spend split:split spoke:speak spread:spread stood:stand stole:steal struck:strike swam:swim
swore:swear swept:sweep took:take taught:teach thought:think threw:throw told:tell undertook:undertake
understood:understand upheld:uphold went:go withdrew:withdraw travelled:travel cancelled:cancel won:win
wore:wear wrote:write
"""

_REGULAR = """
abandon accept accuse achieve acquire add address admit adopt agree allow announce appeal appear appoint approve argue
arrest arrive ask attack attend authorise authorize award back ban block cancel capture cause challenge change charge
claim close collapse complete concede conclude confirm consider contribute control convict create criticise criticize
cross debut decide declare decline defeat defend deliver demand denounce deny deploy describe design develop die
direct disclose discover dismiss double drop earn eliminate emerge enact end endorse enter escape establish exceed
expand expect explain export express extend face fail file finish fire fix follow force form found gain grant halt
hand happen help hire host impose improve include increase influence inform injure introduce invade invent invest
investigate invite issue join jump kill land last launch lift list live locate lower manage mark marry mention merge
move name need negotiate notice obtain offer open operate oppose order organise organize own pass pause perform
persuade place plan play please pledge plead postpone praise predict prepare present prevent produce promise promote
propose prosecute protest provide publish purchase push raise reach realise realize receive recommend record recover
reduce refuse reject release remain remove rename repeat replace report request rescue resign resist respond restore
resume retire return reveal reverse sail save score secure seize serve settle share sign slash stage star start state
stay stop stress strengthen study submit succeed sue suffer suggest support surge surpass surrender suspend target
test thank threaten top tour trade train transfer travel treat trigger turn unveil urge use veto visit vote walk
want warn welcome work
"""

# Stressed on their last syllable, so that their last letter is doubled.
_DOUBLING = frozenset("admit ban control drop plan star stop submit transfer".split())


def _past(base: str) -> str:
    """The regular past of `base`."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLING else "") + "ed"


_BASE = {_past(base): base for base in _REGULAR.split()} | dict(
    pair.split(":", 1) for pair in _IRREGULAR.split()
)  # fmt: skip


BASE_FORMS = frozenset(_BASE.values())
"""The verbs that are listed, in their base form."""


def base_form(past: str) -> str | None:
    """The base of a verb in the past, in small letters; None when the list does not hold it."""
    return _BASE.get(past)
