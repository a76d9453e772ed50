// The hold model: so many events are always pending; the soonest fires and schedules its successor, exponential 1 s later.
// PENDING is given at compile time. Answer: events per second of simulated time and pending event, 1.
#include "loop.hpp"

Outcome run(long holds, uint64_t seed) {
  Random random(seed);
  Calendar calendar;
  for (int i = 0; i < PENDING; i++) calendar.schedule(random.exponential(1), 0, i & 0x7fff);
  double now = 0;
  for (long i = 0; i < holds; i++) {
    const Event event = calendar.next();
    now = event.time;
    calendar.schedule(now + random.exponential(1), event.kind, event.station);
  }
  return {holds / now / PENDING, holds};
}

int main(int argc, char** argv) { return measure(argc, argv, run); }
