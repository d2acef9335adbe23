"""Names of countries: of the land, its people, and the seats of its government."""

from __future__ import annotations

from collections.abc import Mapping

# A country and its people, then the seats of its government, that news use for each other ("the Kremlin said").
_COUNTRIES = """
united states|us|usa|u.s|america|american|americans @ washington|white house
russia|russian|russians|russian federation @ moscow|kremlin
china|chinese|prc @ beijing
united kingdom|uk|u.k|britain|british @ london|downing street
european union|eu|e.u @ brussels
united nations|un|u.n
nato|north atlantic treaty organization|north atlantic alliance|atlantic alliance|north atlantic bloc
ukraine|ukrainian|ukrainians @ kyiv|kiev
germany|german|germans @ berlin
france|french @ paris|elysee
japan|japanese @ tokyo
india|indian|indians @ new delhi|delhi
israel|israeli|israelis @ jerusalem
iran|iranian|iranians @ tehran
north korea|north korean|dprk @ pyongyang
south korea|south korean @ seoul
turkey|turkish|turkiye @ ankara
taiwan|taiwanese @ taipei
canada|canadian|canadians @ ottawa
australia|australian|australians @ canberra
brazil|brazilian|brazilians @ brasilia
mexico|mexican|mexicans @ mexico city
italy|italian|italians @ rome
spain|spanish @ madrid
poland|polish @ warsaw
saudi arabia|saudi @ riyadh
egypt|egyptian @ cairo
south africa|south african @ pretoria
pakistan|pakistani @ islamabad
vietnam|vietnamese @ hanoi
indonesia|indonesian @ jakarta
syria|syrian @ damascus
iraq|iraqi @ baghdad
afghanistan|afghan @ kabul
belarus|belarusian @ minsk
serbia|serbian @ belgrade
hungary|hungarian @ budapest
greece|greek @ athens
netherlands|dutch @ the hague
sweden|swedish @ stockholm
norway|norwegian @ oslo
finland|finnish @ helsinki
kazakhstan|kazakh @ astana
armenia|armenian @ yerevan
soviet union|soviet|ussr
"""
_LINES = [line.partition(" @ ") for line in _COUNTRIES.strip().splitlines()]
SEATS: Mapping[str, str] = {
    seat: names.split("|")[0] for names, _, seats in _LINES for seat in seats.split("|") if seat
}
"""The capital or seat to its country, in lower case."""
COUNTRY_OF: Mapping[str, str] = {
    **{name: names.split("|")[0] for names, _, _ in _LINES for name in names.split("|")},
    **SEATS,
}
"""Any name of a country, of its people or of its seat to the country, in lower case."""
