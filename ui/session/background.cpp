// One thread, so that a later job (remove the recovery copy) never overtakes an earlier one (write it).
#include "ui/session/background.h"

namespace gw::ui {

Background::Background(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

Background::~Background()
{
    m_pool.waitForDone();
}

void Background::run(std::function<void()> work)
{
    m_pool.start(std::move(work));
}

void Background::letGo(std::shared_ptr<const void> large)
{
    if (large)
        m_pool.start([large = std::move(large)]() mutable { large.reset(); });
}

void Background::waitForDone()
{
    m_pool.waitForDone();
}

} // namespace gw::ui
