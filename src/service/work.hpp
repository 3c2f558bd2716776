// What takes long and must not hold up the thread that owns the world: Argon2id.
#pragma once

namespace castellan {

/// One piece of work of a request. The caller runs it once, on any thread, and gives it back to `Service::finish`; it
/// touches nothing of the service. If there are too many waiting, the caller answers 429 itself (`Service::busy`) and
/// destroys it.
class Work {
public:
    virtual ~Work() = default;
    virtual void run() = 0;
};

} // namespace castellan
