package io.tidemark.benchmarks.flink.job;

import java.math.BigDecimal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;

/** Amounts that accounts paid: when, which account, and the amount as it was written. */
final class Transactions {

  static final TypeInformation<Tuple3<Long, String, String>> TYPE =
      Types.TUPLE(Types.LONG, Types.STRING, Types.STRING);

  private Transactions() {}

  static Tuple3<Long, String, String> parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("No transaction: " + line);
    }
    Tuple3<Long, String, String> transaction =
        Tuple3.of(Long.parseLong(fields[0]), fields[1], fields[2]);
    value(transaction);
    return transaction;
  }

  static BigDecimal value(Tuple3<Long, String, String> transaction) {
    return new BigDecimal(transaction.f2);
  }
}
