package io.bidlock.auction.money;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The decimals of each currency (ISO 4217), as the rules know them. A table of our own, because the
 * JDK's changes between releases (25 knows XCG, 17 does not), and a listing must be decided alike
 * on all of them for ever. Codes without decimals of their own, such as gold, are not money here.
 */
public final class Currencies {
  private static final Map<String, Integer> SCALES = new HashMap<>();

  static {
    put(
        0,
        "ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL "
            + "RWF TPE TRL UGX UYI VND VUV XAF XOF XPF");
    put(
        2,
        "AED AFA AFN ALL AMD ANG AOA ARS ATS AUD AWG AYM AZM AZN BAM BBD BDT BGL BGN BMD "
            + "BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CSD CUC "
            + "CUP CVE CYP CZK DEM DKK DOP DZD EEK EGP ERN ETB EUR FIM FJD FKP FRF GBP GEL GHC "
            + "GHS GIP GMD GTQ GWP GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IRR JMD KES KGS KHR "
            + "KPW KYD KZT LAK LBP LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL "
            + "MUR MVR MWK MXN MXV MYR MZM MZN NAD NGN NIO NLG NOK NPR NZD PAB PEN PGK PHP PKR "
            + "PLN QAR RON RSD RUB RUR SAR SBD SCR SDD SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD "
            + "SRG SSP STD STN SVC SYP SZL THB TJS TMM TMT TOP TRY TTD TWD TZS UAH USD USN USS "
            + "UYU UZS VEB VED VEF VES WST XAD XCD XCG YER YUM ZAR ZMK ZMW ZWD ZWG ZWL ZWN ZWR");
    put(3, "BHD IQD JOD KWD LYD OMR TND");
    put(4, "CLF");
  }

  private Currencies() {}

  private static void put(int scale, String codes) {
    for (String code : codes.split(" ")) {
      SCALES.put(code, scale);
    }
  }

  /** The decimals of a currency, or nothing for what is no code of one. */
  public static OptionalInt scale(String code) {
    Integer scale = SCALES.get(code);
    return scale == null ? OptionalInt.empty() : OptionalInt.of(scale);
  }
}
