#include "client/replica.hpp"

namespace castellan::client {

namespace {

/// A screenful on any screen.
constexpr auto people_shown_first = std::size_t{500};

} // namespace

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

void Replica::take_piece(std::string_view piece)
{
    if (!reader_) {
        reader_.emplace(world_);
        people_wanted_ = people_shown_first;
    }
    if (reader_->take(piece) && world_.users.size() >= people_wanted_ && reader_->me()) {
        me_ = reader_->me();
        people_wanted_ = world_.users.size() * 2;
        ++generation_;
    }
}

bool Replica::take_end()
{
    auto const synced = reader_->finish();
    reader_.reset();
    if (!synced)
        return false;
    me_ = synced->me;
    ++generation_;
    return true;
}

void Replica::forget()
{
    reader_.reset();
    world_ = {};
    me_ = {};
    ++generation_;
}

} // namespace castellan::client
