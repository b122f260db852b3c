// The plain program of heap.py, line by line in C++: a heap of events, five lines a grid, nothing else.

#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <queue>
#include <vector>

namespace {

constexpr int WORKERS = 2, SERVERS = 5, LINES = 5, TURN = -1, BODY = -2;
constexpr int FRESH[3] = {0, 2, 4};
constexpr double DAY = 1440.0, NEVER = std::numeric_limits<double>::infinity();

struct Event {
  double t;
  int64_t stamp;
  int who, i, place;
  bool operator<(const Event& other) const {  // the earliest is on top of a std::priority_queue
    return t > other.t || (t == other.t && stamp > other.stamp);
  }
};

struct Waiting { double joined; int i; };
struct Held { int line; double joined; int i; double since; int64_t stamp; };

struct Street {
  const double* arrival; const int64_t* grid; const int64_t* cls;
  const int64_t* body; const double* body_minutes;
  double* first; double* close;
  bool preempts;
  std::vector<double> left;
  std::vector<std::deque<Waiting>> lines;
  std::vector<Held> held;
  std::vector<std::deque<int>> queue;
  std::vector<int> busy;
  std::priority_queue<Event> events;
  int served = 3;
  int64_t stamp = 0;

  void start(int g, int k, int line, double t) {
    auto& waiting = lines[g * LINES + line];
    const Waiting next = waiting.front();
    waiting.pop_front();
    if (std::isnan(first[next.i])) first[next.i] = t;
    held[g * WORKERS + k] = {line, next.joined, next.i, t, ++stamp};
    events.push({t + left[next.i], stamp, k, next.i, g});
  }

  void hand_out(int g, double t) {
    for (int k = 0; k < WORKERS; ++k) {
      if (held[g * WORKERS + k].i >= 0) continue;
      for (int line = 0; line < served; ++line)
        if (!lines[g * LINES + line].empty()) { start(g, k, line, t); break; }
    }
  }

  void interrupt(int g, double t) {
    Held* victim = &held[g * WORKERS];
    for (int k = 1; k < WORKERS; ++k) {
      Held* other = &held[g * WORKERS + k];
      if (other->line > victim->line || (other->line == victim->line && other->joined > victim->joined))
        victim = other;
    }
    if (victim->line == 0) return;
    left[victim->i] -= t - victim->since;
    lines[g * LINES + FRESH[cls[victim->i]] - 1].push_back({t, victim->i});
    victim->i = -1;
    hand_out(g, t);
  }

  void arrive(double t, int i) {
    const int g = grid[i];
    lines[g * LINES + FRESH[cls[i]]].push_back({t, i});
    hand_out(g, t);
    if (preempts && cls[i] == 0 && std::isnan(first[i])) interrupt(g, t);
  }

  void serve(int b, double t) {
    while (!queue[b].empty() && busy[b] < SERVERS) {
      const int i = queue[b].front();
      queue[b].pop_front();
      ++busy[b];
      events.push({t + body_minutes[i], ++stamp, BODY, i, b});
    }
  }

  void complete(double t, int i, int g, int k) {
    held[g * WORKERS + k].i = -1;
    if (body[i] >= 0) {
      queue[body[i]].push_back(i);
      serve(body[i], t);
    } else {
      close[i] = t;
    }
    hand_out(g, t);
  }

  void fire(const Event& e) {
    if (e.who == TURN) {
      served = e.i ? LINES : 3;
      for (size_t g = 0; g < held.size() / WORKERS; ++g) hand_out(g, e.t);
    } else if (e.who == BODY) {
      close[e.i] = e.t;
      --busy[e.place];
      serve(e.place, e.t);
    } else {
      const Held& h = held[e.place * WORKERS + e.who];
      if (h.i >= 0 && h.stamp == e.stamp) complete(e.t, e.i, e.place, e.who);
    }
  }

  void run(int64_t size, double horizon) {
    int64_t coming = 0;
    while (true) {
      const double due = coming < size ? arrival[coming] : NEVER;
      const double t = events.empty() ? NEVER : events.top().t;
      if (std::fmin(due, t) >= horizon) return;
      if (due < t) {
        arrive(due, coming++);
      } else {
        const Event e = events.top();
        events.pop();
        fire(e);
      }
    }
  }
};

}  // namespace

extern "C" void play(int64_t size, int64_t grids, int64_t bodies, int64_t days, double opens, double closes,
                     int64_t preempts, const double* arrival, const int64_t* grid, const int64_t* cls,
                     const double* content, const int64_t* body, const double* body_minutes,
                     double* first, double* close) {
  Street street{arrival, grid, cls, body, body_minutes, first, close, preempts != 0, {}, {}, {}, {}, {}, {}};
  street.left.assign(content, content + size);
  street.lines.resize(grids * LINES);
  street.held.assign(grids * WORKERS, Held{0, 0.0, -1, 0.0, 0});
  street.queue.resize(bodies);
  street.busy.assign(bodies, 0);
  for (int64_t day = 0; day < days; ++day) {  // hours that end as others begin: by the stamp, first the end
    street.events.push({day * DAY + opens, 1, TURN, 1, 0});
    street.events.push({day * DAY + closes, 0, TURN, 0, 0});
  }
  street.run(size, days * DAY);
}
