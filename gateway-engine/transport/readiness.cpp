// An epoll inside Asio's: it is ready to read when there is news of any stream.
#include "gateway-engine/transport/readiness.h"

#include "gateway-engine/transport/plain_stream.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <cerrno>

namespace gw::engine {

namespace {

error_code control(int epoll, int operation, int handle, PlainStream& stream)
{
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &stream;
    if (::epoll_ctl(epoll, operation, handle, &event) == 0)
        return {};
    return {errno, asio::error::get_system_category()};
}

} // namespace

Readiness::~Readiness()
{
    close();
}

void Readiness::open(asio::io_context& context)
{
    m_epoll.emplace(context, ::epoll_create1(EPOLL_CLOEXEC));
    waitForNews();
}

void Readiness::close()
{
    while (m_first)
        take(*m_first);
    m_epoll.reset();
}

error_code Readiness::watch(int handle, PlainStream& stream)
{
    return control(m_epoll->native_handle(), EPOLL_CTL_ADD, handle, stream);
}

error_code Readiness::watchAt(int handle, PlainStream& stream)
{
    return control(m_epoll->native_handle(), EPOLL_CTL_MOD, handle, stream);
}

void Readiness::forget(const PlainStream& stream)
{
    for (epoll_event& event : m_untold)
        if (event.data.ptr == &stream)
            event.data.ptr = nullptr;
}

void Readiness::add(std::unique_ptr<Waiter> waiter)
{
    waiter->m_next = m_first;
    if (m_first)
        m_first->m_previous = waiter.get();
    m_first = waiter.release();
    m_first->m_place = m_first;
}

std::unique_ptr<Waiter> Readiness::take(Waiter& waiter)
{
    (waiter.m_previous ? waiter.m_previous->m_next : m_first) = waiter.m_next;
    if (waiter.m_next)
        waiter.m_next->m_previous = waiter.m_previous;
    waiter.m_place = nullptr;
    return std::unique_ptr<Waiter>(&waiter);
}

// Who cancels is in the midst of something else.
void Readiness::completeLater(std::unique_ptr<Waiter> waiter, const error_code& error)
{
    asio::post(m_epoll->get_executor(), [waiter = std::move(waiter), error] { waiter->complete(error); });
}

void Readiness::waitForNews()
{
    m_epoll->async_wait(Descriptor::wait_read, [this](const error_code& error) {
        if (error)
            return;
        tellNews();
        waitForNews();
    });
}

void Readiness::tellNews()
{
    std::array<epoll_event, 256> news; // what does not fit is told the next time
    const int count = ::epoll_wait(m_epoll->native_handle(), news.data(), static_cast<int>(news.size()), 0);
    m_untold = std::span(news).first(static_cast<std::size_t>(std::max(count, 0)));
    while (!m_untold.empty()) {
        const epoll_event event = m_untold.front();
        m_untold = m_untold.subspan(1);
        if (event.data.ptr)
            static_cast<PlainStream*>(event.data.ptr)->takeNews(event.events);
    }
}

} // namespace gw::engine
