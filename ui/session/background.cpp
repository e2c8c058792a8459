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

void Background::waitForDone()
{
    m_pool.waitForDone();
}

} // namespace gw::ui
