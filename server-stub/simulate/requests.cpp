#include "server-stub/simulate/requests.hpp"

#include <curl/curl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>
#include <tuple>

namespace castellan::server {

namespace {

constexpr long connect_ms = 10'000;
constexpr long whole_ms = 45'000; // an answer may be held back for twenty seconds
constexpr std::size_t answer_most = 1024 * 1024;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

void add(HeaderList& list, std::string const& line)
{
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr)
        throw std::bad_alloc();
    std::ignore = list.release();
    list.reset(longer);
}

} // namespace

struct Requests::Inside {
    struct Asker {
        CURL* easy = nullptr;
        HeaderList headers;
        std::string body;
        std::string answer;
    };

    std::string server;
    CURLM* multi = nullptr;
    int epoll = -1;
    long timeout_ms = -1; // as libcurl wants it
    std::chrono::steady_clock::time_point timeout_at;
    std::vector<Asker> askers;

    static std::size_t take(char const* data, std::size_t size, std::size_t count, void* asker)
    {
        auto& answer = static_cast<Asker*>(asker)->answer;
        if (answer.size() + size * count > answer_most)
            return 0;
        answer.append(data, size * count);
        return size * count;
    }

    static int watch(CURL*, curl_socket_t socket, int what, void* user, void* known)
    {
        auto& self = *static_cast<Inside*>(user);
        if (what == CURL_POLL_REMOVE) {
            epoll_ctl(self.epoll, EPOLL_CTL_DEL, socket, nullptr);
            return 0;
        }
        auto event = epoll_event{};
        event.events = (what != CURL_POLL_OUT ? EPOLLIN : 0U) | (what != CURL_POLL_IN ? EPOLLOUT : 0U);
        event.data.fd = socket;
        epoll_ctl(self.epoll, known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
        curl_multi_assign(self.multi, socket, user); // from now on it is known
        return 0;
    }

    static int set_timer(CURLM*, long timeout, void* user)
    {
        auto& self = *static_cast<Inside*>(user);
        self.timeout_ms = timeout;
        self.timeout_at = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout);
        return 0;
    }
};

Requests::Requests(std::string const& server, std::size_t askers) : inside_(std::make_unique<Inside>())
{
    static auto const ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(ready);
    auto& in = *inside_;
    in.server = server;
    while (in.server.ends_with('/'))
        in.server.pop_back();
    in.multi = curl_multi_init();
    in.epoll = epoll_create1(EPOLL_CLOEXEC);
    if (in.multi == nullptr || in.epoll < 0)
        throw std::bad_alloc();
    curl_multi_setopt(in.multi, CURLMOPT_SOCKETFUNCTION, &Inside::watch);
    curl_multi_setopt(in.multi, CURLMOPT_SOCKETDATA, &in);
    curl_multi_setopt(in.multi, CURLMOPT_TIMERFUNCTION, &Inside::set_timer);
    curl_multi_setopt(in.multi, CURLMOPT_TIMERDATA, &in);
    curl_multi_setopt(in.multi, CURLMOPT_MAXCONNECTS, static_cast<long>(askers + 8));
    in.askers.resize(askers);
    for (std::size_t at = 0; at < askers; ++at) {
        auto& asker = in.askers[at];
        asker.easy = curl_easy_init();
        if (asker.easy == nullptr)
            throw std::bad_alloc();
        auto* const easy = asker.easy;
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
        curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, whole_ms);
        curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Inside::take);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &asker);
        curl_easy_setopt(easy, CURLOPT_PRIVATE, &asker);
    }
}

Requests::~Requests()
{
    for (auto& asker : inside_->askers) {
        curl_multi_remove_handle(inside_->multi, asker.easy);
        curl_easy_cleanup(asker.easy);
    }
    curl_multi_cleanup(inside_->multi);
    ::close(inside_->epoll);
}

void Requests::post(std::size_t asker, std::string const& path, std::string body, std::vector<std::string> const& fields)
{
    auto& mine = inside_->askers[asker];
    mine.body = std::move(body);
    mine.answer.clear();
    mine.headers.reset();
    add(mine.headers, "Content-Type: application/json");
    add(mine.headers, "Castellan-Request: 1");
    add(mine.headers, "Expect:");
    for (auto const& field : fields)
        add(mine.headers, field);
    curl_easy_setopt(mine.easy, CURLOPT_URL, (inside_->server + path).c_str());
    curl_easy_setopt(mine.easy, CURLOPT_HTTPHEADER, mine.headers.get());
    curl_easy_setopt(mine.easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(mine.body.size()));
    curl_easy_setopt(mine.easy, CURLOPT_POSTFIELDS, mine.body.c_str());
    curl_multi_add_handle(inside_->multi, mine.easy);
}

void Requests::step(std::chrono::milliseconds at_most, OnAnswer const& on_answer)
{
    auto& in = *inside_;
    auto const now = std::chrono::steady_clock::now();
    if (in.timeout_ms >= 0)
        at_most = std::min(at_most, std::max(std::chrono::ceil<std::chrono::milliseconds>(in.timeout_at - now),
                                             std::chrono::milliseconds(0)));
    auto events = std::array<epoll_event, 256>{};
    auto const count = epoll_wait(in.epoll, events.data(), static_cast<int>(events.size()), static_cast<int>(at_most.count()));
    int running = 0;
    if (in.timeout_ms >= 0 && std::chrono::steady_clock::now() >= in.timeout_at) {
        in.timeout_ms = -1;
        curl_multi_socket_action(in.multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    for (int at = 0; at < count; ++at) {
        auto const flags = events[static_cast<std::size_t>(at)].events;
        int const what = ((flags & EPOLLIN) != 0U ? CURL_CSELECT_IN : 0) | ((flags & EPOLLOUT) != 0U ? CURL_CSELECT_OUT : 0) |
                         ((flags & (EPOLLERR | EPOLLHUP)) != 0U ? CURL_CSELECT_ERR : 0);
        curl_multi_socket_action(in.multi, events[static_cast<std::size_t>(at)].data.fd, what, &running);
    }
    int left = 0;
    while (auto const* const message = curl_multi_info_read(in.multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        Inside::Asker* asker = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &asker);
        long status = 0;
        if (message->data.result == CURLE_OK)
            curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
        curl_multi_remove_handle(in.multi, asker->easy);
        on_answer(static_cast<std::size_t>(asker - in.askers.data()), static_cast<int>(status), asker->answer);
    }
}

} // namespace castellan::server
