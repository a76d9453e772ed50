// What the three yardsticks share: a generator, an exponential variate, an event calendar, and how a measurement is printed.
#pragma once
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <queue>
#include <vector>

// xoshiro256+ of Blackman and Vigna, seeded by splitmix64.
struct Random {
  uint64_t s[4];

  explicit Random(uint64_t seed) {
    for (auto& word : s) {
      seed += 0x9e3779b97f4a7c15;
      uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      word = z ^ (z >> 31);
    }
  }

  uint64_t next() {
    const uint64_t result = s[0] + s[3], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 45) | (s[3] >> 19);
    return result;
  }

  // In (0, 1].
  double uniform() { return ((next() >> 11) + 1) * 0x1.0p-53; }

  double exponential(double mean) { return -mean * std::log(uniform()); }
};

struct Event {
  double time;
  uint32_t sequence;
  int16_t kind;
  int16_t station;
};

// Soonest first; ties first in, first out.
struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return a.time > b.time || (a.time == b.time && a.sequence > b.sequence);
  }
};

struct Calendar {
  std::priority_queue<Event, std::vector<Event>, Later> heap;
  uint32_t sequence = 0;

  void schedule(double time, int kind, int station) {
    heap.push({time, sequence++, static_cast<int16_t>(kind), static_cast<int16_t>(station)});
  }

  Event next() {
    const Event event = heap.top();
    heap.pop();
    return event;
  }
};

// Time in each state of one place of work.
template <int States>
struct TimeIn {
  double time[States] = {};
  double since = 0;
  int state = 0;

  void enter(double now, int next) {
    time[state] += now - since;
    since = now;
    state = next;
  }
};

// Area under a level.
struct Level {
  double area = 0, since = 0;
  long level = 0;

  void change(double now, int delta) {
    area += level * (now - since);
    since = now;
    level += delta;
  }
};

// Wall and processor time of `run(customers)` after a short run that nobody measures; one line of JSON.
template <typename Run>
int measure(int argc, char** argv, Run run) {
  const long customers = argc > 1 ? std::atol(argv[1]) : 1000000;
  const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  run(customers / 20, seed + 1000);
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t ticks = std::clock();
  const auto [answer, events] = run(customers, seed);
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const double cpu = static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC;
  std::printf("{\"customers\":%ld,\"events\":%ld,\"seconds\":%.9f,\"cpu\":%.9f,\"answer\":%.9f}\n", customers, events, wall, cpu, answer);
  return 0;
}

struct Outcome {
  double answer;
  long events;
};
