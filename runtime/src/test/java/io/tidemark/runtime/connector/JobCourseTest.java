package io.tidemark.runtime.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JobCourseTest {

  private final JobCourse course = JobCourse.NONE.to("b", 4).to("a", 11);

  @Test
  void includes_whatAnAttemptDidUpToItsSnapshot_andNothingOfOthers() {
    assertThat(course.includes("b", 4)).isTrue();
    assertThat(course.includes("b", 5)).isFalse();
    assertThat(course.includes("a", 5)).isTrue();
    assertThat(course.includes("c", 1)).isFalse();
  }

  @Test
  void text_isReadAgain() {
    assertThat(course).hasToString("b:4 a:11");
    assertThat(JobCourse.parse(course.toString())).isEqualTo(course);
    assertThat(JobCourse.parse("")).isEqualTo(JobCourse.NONE);
  }

  @Test
  void otherText_isRefused() {
    assertThatThrownBy(() -> JobCourse.parse("b4")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JobCourse.parse("b:x")).isInstanceOf(IllegalArgumentException.class);
  }
}
