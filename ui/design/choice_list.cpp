// A short list, as high as its rows.
#include "ui/design/choice_list.h"

#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int rowHeight = 28;
constexpr int mostRows = 8;

} // namespace

ChoiceList::ChoiceList(const Theme& theme, const QString& name, const QString& thing, QWidget* parent)
    : QWidget(parent), m_list(new QListWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::xs);
    m_list->setAccessibleName(name);
    m_list->setFont(theme.monospace(fontSize::secondary));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    column->addWidget(m_list);
    auto* row = new QHBoxLayout;
    auto* add = flatButton(theme, QStringLiteral("plus"), tr("Add %1").arg(thing), this);
    m_remove = flatButton(theme, QStringLiteral("trash"), tr("Remove"), this);
    m_remove->setAccessibleName(tr("Remove %1").arg(thing));
    row->addWidget(add);
    row->addWidget(m_remove);
    row->addStretch(1);
    column->addLayout(row);
    connect(add, &QToolButton::clicked, this, &ChoiceList::addRequested);
    connect(m_remove, &QToolButton::clicked, this, [this] {
        if (current() >= 0)
            emit removeRequested(current());
    });
    connect(m_list, &QListWidget::currentRowChanged, this, &ChoiceList::currentChanged);
    connect(&theme, &Theme::changed, m_list, [this, &theme] { m_list->setFont(theme.monospace(fontSize::secondary)); });
}

void ChoiceList::setRows(const QStringList& rows)
{
    const QSignalBlocker quiet(m_list);
    const auto count = static_cast<int>(rows.size());
    while (m_list->count() > count)
        delete m_list->takeItem(m_list->count() - 1);
    for (int i = 0; i < count; ++i) {
        if (i >= m_list->count()) {
            auto* item = new QListWidgetItem(rows.at(i), m_list);
            item->setSizeHint({0, rowHeight});
        } else if (m_list->item(i)->text() != rows.at(i)) {
            m_list->item(i)->setText(rows.at(i));
        }
    }
    if (m_list->currentRow() < 0 && count > 0)
        m_list->setCurrentRow(0);
    m_list->setVisible(count > 0);
    m_remove->setVisible(count > 0);
    m_list->setFixedHeight(std::clamp(count, 1, mostRows) * rowHeight + 2 * m_list->frameWidth() + 2 * spacing::xxs);
}

int ChoiceList::current() const
{
    return m_list->currentRow();
}

void ChoiceList::setCurrent(int row)
{
    m_list->setCurrentRow(row);
}

bool ChoiceList::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete &&
        current() >= 0) {
        emit removeRequested(current());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
