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
albania|albanian|albanians
algeria|algerian|algerians
angola|angolan|angolans
argentina|argentine|argentines|argentinian
austria|austrian|austrians
azerbaijan|azerbaijani|azeri
bangladesh|bangladeshi
belgium|belgian|belgians
bolivia|bolivian|bolivians
bosnia|bosnian|bosnians|bosnia and herzegovina
bulgaria|bulgarian|bulgarians
cambodia|cambodian|cambodians
cameroon|cameroonian
chile|chilean|chileans
colombia|colombian|colombians
costa rica|costa rican
croatia|croatian|croatians|croat
cuba|cuban|cubans
cyprus|cypriot|cypriots
czech republic|czech|czechs|czechia
denmark|danish|danes
ecuador|ecuadorian|ecuadorean
eritrea|eritrean
estonia|estonian|estonians
ethiopia|ethiopian|ethiopians
ghana|ghanaian|ghanaians
guatemala|guatemalan|guatemalans
haiti|haitian|haitians
honduras|honduran|hondurans
iceland|icelandic|icelanders
ireland|irish
ivory coast|ivorian
jamaica|jamaican|jamaicans
kenya|kenyan|kenyans
kosovo|kosovar
kuwait|kuwaiti
kyrgyzstan|kyrgyz
laos|laotian
latvia|latvian|latvians
lebanon|lebanese
libya|libyan|libyans
lithuania|lithuanian|lithuanians
luxembourg|luxembourgish
madagascar|malagasy
malaysia|malaysian|malaysians
malta|maltese
moldova|moldovan|moldovans
mongolia|mongolian|mongolians
montenegro|montenegrin|montenegrins
morocco|moroccan|moroccans
mozambique|mozambican
myanmar|burmese|burma
namibia|namibian
nepal|nepalese|nepali
new zealand|new zealander|new zealanders
nicaragua|nicaraguan|nicaraguans
nigeria|nigerian|nigerians
north macedonia|macedonian|macedonians
paraguay|paraguayan
peru|peruvian|peruvians
philippines|philippine|filipino|filipinos
portugal|portuguese
qatar|qatari|qataris
romania|romanian|romanians
rwanda|rwandan|rwandans
senegal|senegalese
singapore|singaporean|singaporeans
slovakia|slovak|slovaks
slovenia|slovenian|slovenians|slovene
somalia|somali|somalis
south sudan|south sudanese
sri lanka|sri lankan|sri lankans
sudan|sudanese
switzerland|swiss
tajikistan|tajik
tanzania|tanzanian|tanzanians
thailand|thai
tunisia|tunisian|tunisians
turkmenistan|turkmen
uganda|ugandan|ugandans
united arab emirates|emirati|uae
uruguay|uruguayan|uruguayans
uzbekistan|uzbek
venezuela|venezuelan|venezuelans
yemen|yemeni|yemenis
zambia|zambian|zambians
zimbabwe|zimbabwean|zimbabweans
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
