#include "client/replica.hpp"

#include "wire/sync.hpp"

namespace castellan::client {

bool Replica::take(std::string_view answer)
{
    auto const synced = wire::decode_sync(world_, answer);
    if (!synced)
        return false;
    me_ = synced->me;
    if (synced->everything || synced->changed > 0 || synced->removed > 0)
        ++generation_;
    return true;
}

void Replica::forget()
{
    world_ = {};
    me_ = {};
    ++generation_;
}

} // namespace castellan::client
