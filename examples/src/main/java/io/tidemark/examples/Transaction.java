package io.tidemark.examples;

import io.tidemark.runtime.connector.file.TextLine;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import java.math.BigDecimal;

/**
 * An amount that an account paid.
 *
 * @param millis when, since the epoch
 * @param amount as it was written
 */
record Transaction(long millis, String account, String amount) {

  static final Serializer<Transaction> SERIALIZER = Serializers.records(Transaction.class);

  static Transaction parse(TextLine line) {
    String[] fields = line.text().split(",", -1);
    if (fields.length != 3) {
      throw line.malformed("needs epoch_millis,account,amount, found " + fields.length + " fields");
    }
    try {
      Transaction transaction = new Transaction(Long.parseLong(fields[0]), fields[1], fields[2]);
      transaction.value();
      return transaction;
    } catch (NumberFormatException e) {
      throw line.malformed("the time or the amount is no number");
    }
  }

  BigDecimal value() {
    return new BigDecimal(amount);
  }
}
