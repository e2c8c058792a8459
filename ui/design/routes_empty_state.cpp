#include "ui/design/routes_empty_state.h"

#include "core/edit/edits_route.h"
#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int quickCreateWidth = 480;

} // namespace

RoutesEmptyState::RoutesEmptyState(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    auto* state = new EmptyState(theme, QStringLiteral("resource"), tr("No routes yet"),
                                 tr("A route sends requests of a method and a path to an integration. Add one, or send "
                                    "everything to one target by the $default route."));
    QPushButton* add = state->addButton(tr("Add a Route"), ButtonRole::Primary);
    connect(add, &QPushButton::clicked, this, &RoutesEmptyState::addRequested);
    column->addStretch(1);
    column->addWidget(state);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(buildQuickCreate(theme), 4);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addStretch(2);
}

QWidget* RoutesEmptyState::buildQuickCreate(const Theme& theme)
{
    auto* quick = new QWidget;
    quick->setMaximumWidth(quickCreateWidth);
    auto* row = new QHBoxLayout(quick);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    m_target = new TextField(theme, {}, TextField::Kind::CodeLine);
    m_target->lineEdit()->setAccessibleName(tr("Target"));
    m_target->lineEdit()->setObjectName(QStringLiteral("quickTarget"));
    m_target->setPlaceholder(tr("URL or function name"));
    row->addWidget(m_target, 1);
    auto* create = pushButton(tr("Create from Target"), quick);
    connect(create, &QPushButton::clicked, this, &RoutesEmptyState::createFromTarget);
    connect(m_target->lineEdit(), &QLineEdit::returnPressed, this, &RoutesEmptyState::createFromTarget);
    row->addWidget(create, 0, Qt::AlignTop);
    return quick;
}

void RoutesEmptyState::createFromTarget()
{
    const std::string wanted = m_target->value().trimmed().toStdString();
    const QString why = applyTelling(m_workspace, tr("Create from Target"),
                                     [&](Project p) { return createDefaultRoute(std::move(p), m_api, wanted); }, {});
    m_target->showError(why);
    if (why.isEmpty()) {
        m_target->forget();
        m_target->lineEdit()->clear();
    }
}

} // namespace gw::ui
