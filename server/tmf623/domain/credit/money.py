"""Money: exact until it is rounded once, to what the currency can be paid in; shared out without losing any.

Source of currencies and their minor units: ISO 4217, list one.
"""

from collections.abc import Sequence
from fractions import Fraction

from tmf623.domain.choices import RoundingMode
from tmf623.domain.rounding import Rounding

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_TWO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF"
    " CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK"
    " HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR"
    " MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP"
    " SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER"
    " ZAR ZMW ZWG ZWL"
)
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
EXPONENTS = {
    code: exponent for exponent, codes in ((0, _NONE), (2, _TWO), (3, _THREE), (4, _FOUR)) for code in codes.split()
}
"""Decimal places of each currency's minor unit."""


def rounded(value: Fraction, currency: str, mode: RoundingMode) -> Fraction:
    """`value` as an amount that can be paid in `currency`; KeyError for a currency ISO 4217 does not list."""
    return Rounding(EXPONENTS[currency], mode).of(value)


def minor_unit(currency: str) -> Fraction:
    """The smallest payable amount; KeyError for a currency ISO 4217 does not list."""
    return Fraction(1, 10 ** EXPONENTS[currency])


def text_of(amount: Fraction, currency: str) -> str:
    """Decimal text of a payable amount with all places of its currency, e.g. "1235" JPY, "25.031" KWD, "9.00" USD."""
    places = EXPONENTS[currency]
    units = amount * 10**places
    if units.denominator != 1:
        raise ValueError(f"{amount} cannot be paid in {currency}")
    digits = str(abs(units.numerator)).rjust(places + 1, "0")
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def split(total: Fraction, weights: Sequence[Fraction], currency: str) -> list[Fraction]:
    """Share a payable amount out in proportion to `weights`, none negative, each share payable: largest remainder.

    Shares are cut to the minor unit, and the units left over go to the largest remainders, the first of equal ones
    first. They sum to `total` exactly. When all weights are zero the first share has everything.
    """
    unit = minor_unit(currency)
    over = sum(weights, Fraction(0))
    exact = [total * weight / over for weight in weights] if over else [total, *[Fraction(0)] * (len(weights) - 1)]
    units = [(share / unit).__floor__() for share in exact]
    left = int(total / unit) - sum(units)
    by_rest = sorted(range(len(exact)), key=lambda i: units[i] - exact[i] / unit)
    for i in by_rest[:left]:
        units[i] += 1
    return [each * unit for each in units[: len(weights)]]
