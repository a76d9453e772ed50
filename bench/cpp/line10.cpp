// Ten stations, exponential 1 s, five places between them, failures on processing time (exponential 100 s, repair 5 s); blocking after
// service; the first station is never starved, the last never blocked. Answer: throughput, 1/s.
#include "loop.hpp"

constexpr int stations = 10, places = 5;
enum Kind { finish, failure, repair };
enum State { starved, processing, blocked, down };

struct Station {
  TimeIn<4> states;
  double life = 0, left = 0, startedAt = 0;
  double entered = 0, worked = 0;  // of the part in it
  long produced = 0, failures = 0;
};

struct Part {
  double entered, worked;
};

// Before station i.
struct Buffer {
  Part parts[places];
  int head = 0;
  Level level;

  bool full() const { return level.level == places; }
  bool empty() const { return level.level == 0; }
  void push(double now, Part part) {
    parts[(head + level.level) % places] = part;
    level.change(now, 1);
  }
  Part pop(double now) {
    const Part part = parts[head];
    head = head + 1 == places ? 0 : head + 1;
    level.change(now, -1);
    return part;
  }
};

struct Line {
  Random random;
  Calendar calendar;
  Station station[stations];
  Buffer before[stations];
  Level inSystem;
  double leadTime = 0, waitingTime = 0;
  long finished = 0;

  explicit Line(uint64_t seed) : random(seed) {
    for (auto& s : station) s.life = random.exponential(100);
  }

  void work(double now, int i) {
    Station& s = station[i];
    s.startedAt = now;
    if (s.life < s.left) calendar.schedule(now + s.life, failure, i);
    else calendar.schedule(now + s.left, finish, i);
  }

  void start(double now, int i, Part part) {
    Station& s = station[i];
    s.entered = part.entered;
    s.worked = part.worked;
    s.left = random.exponential(1);
    s.states.enter(now, processing);
    work(now, i);
  }

  // Station i is free: it takes the next part, and whoever is blocked behind it moves up.
  void take(double now, int i) {
    if (i == 0) {
      inSystem.change(now, 1);
      start(now, 0, {now, 0});
      return;
    }
    if (before[i].empty()) {
      station[i].states.enter(now, starved);
      return;
    }
    start(now, i, before[i].pop(now));
    Station& behind = station[i - 1];
    if (behind.states.state == blocked) {
      before[i].push(now, {behind.entered, behind.worked});
      take(now, i - 1);
    }
  }

  void release(double now, int i) {
    Station& s = station[i];
    if (i == stations - 1) {
      inSystem.change(now, -1);
      leadTime += now - s.entered;
      waitingTime += now - s.entered - s.worked;
      finished++;
    } else if (station[i + 1].states.state == starved) {
      start(now, i + 1, {s.entered, s.worked});
    } else if (!before[i + 1].full()) {
      before[i + 1].push(now, {s.entered, s.worked});
    } else {
      s.states.enter(now, blocked);
      return;
    }
    take(now, i);
  }

  void fire(const Event& event) {
    const double now = event.time;
    const int i = event.station;
    Station& s = station[i];
    if (event.kind == repair) {
      s.life = random.exponential(100);
      s.states.enter(now, processing);
      work(now, i);
      return;
    }
    const double elapsed = now - s.startedAt;
    s.left -= elapsed;
    s.life -= elapsed;
    s.worked += elapsed;
    if (event.kind == failure) {
      s.failures++;
      s.states.enter(now, down);
      calendar.schedule(now + random.exponential(5), repair, i);
    } else {
      s.produced++;
      release(now, i);
    }
  }
};

Outcome run(long customers, uint64_t seed) {
  Line line(seed);
  long events = 0;
  double now = 0;
  line.take(0, 0);
  while (line.finished < customers) {
    const Event event = line.calendar.next();
    now = event.time;
    line.fire(event);
    events++;
  }
  double areas = line.inSystem.area + line.waitingTime + line.leadTime;
  for (auto& s : line.station) areas += s.states.time[processing] + s.produced;
  for (auto& b : line.before) areas += b.level.area;
  if (areas < 0) std::abort();
  return {customers / now, events};
}

int main(int argc, char** argv) { return measure(argc, argv, run); }
