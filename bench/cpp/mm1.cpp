// M/M/1, arrivals 0.9 and service 1 per second. Answer: mean time in system, s.
#include "loop.hpp"

enum Kind { arrival, departure };
enum State { idle, busy };

struct Customers {
  std::vector<double> arrived = std::vector<double>(1024);
  size_t head = 0, count = 0;

  void push(double time) {
    if (count == arrived.size()) {
      std::vector<double> longer(2 * count);
      for (size_t i = 0; i < count; i++) longer[i] = arrived[(head + i) & (count - 1)];
      arrived.swap(longer);
      head = 0;
    }
    arrived[(head + count++) & (arrived.size() - 1)] = time;
  }

  double pop() {
    const double time = arrived[head];
    head = (head + 1) & (arrived.size() - 1);
    count--;
    return time;
  }
};

Outcome run(long customers, uint64_t seed) {
  Random random(seed);
  Calendar calendar;
  Customers queue;
  TimeIn<2> server;
  Level waiting, inSystem;
  double inService = 0, work = 0, leadTime = 0, waitingTime = 0;
  long finished = 0, events = 0;

  auto start = [&](double now, double arrived) {
    inService = arrived;
    work = random.exponential(1);
    calendar.schedule(now + work, departure, 0);
  };

  calendar.schedule(random.exponential(1 / 0.9), arrival, 0);
  while (finished < customers) {
    const Event event = calendar.next();
    const double now = event.time;
    events++;
    if (event.kind == arrival) {
      calendar.schedule(now + random.exponential(1 / 0.9), arrival, 0);
      inSystem.change(now, 1);
      if (server.state == idle) {
        server.enter(now, busy);
        start(now, now);
      } else {
        waiting.change(now, 1);
        queue.push(now);
      }
    } else {
      inSystem.change(now, -1);
      leadTime += now - inService;
      waitingTime += now - inService - work;
      finished++;
      if (queue.count == 0) server.enter(now, idle);
      else {
        waiting.change(now, -1);
        start(now, queue.pop());
      }
    }
  }
  // All of it is used, or the compiler would leave it out.
  if (waiting.area + server.time[busy] + inSystem.area + waitingTime < 0) std::abort();
  return {leadTime / finished, events};
}

int main(int argc, char** argv) { return measure(argc, argv, run); }
