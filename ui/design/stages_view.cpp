// Rows of what StageView shows in full; a click or Enter leads there.
#include "ui/design/stages_view.h"

#include "core/api/project.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_view.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

enum Column { Name, Address, State };

} // namespace

StagesView::StagesView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : Form(theme, parent), m_workspace(workspace), m_gateway(gateway), m_rows(new QStandardItemModel(this)),
      m_table(new RowTable), m_none(new ToneLabel(theme, tone::muted, tr("This API has no stage: nothing serves it.")))
{
    addSection(tr("Stages"), tr("Where clients reach the API. A stage serves every edit at once, or what was last "
                                "deployed to it."));
    m_rows->setHorizontalHeaderLabels({tr("Stage"), tr("Invoke URL"), tr("Serves")});
    setUpRowTable(*m_table, m_rows, tr("Stages"), Address);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    add(m_table);
    add(m_none);
    auto* buttons = add(new QWidget);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    auto* make = pushButton(tr("New Stage"), buttons);
    row->addWidget(make);
    row->addStretch(1);
    connect(make, &QPushButton::clicked, this, &StagesView::newStageRequested);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) { choose(index.row()); });
    for (const auto signal : {&GatewaySession::stateChanged, &GatewaySession::pendingChangesChanged})
        connect(&gateway, signal, this, &StagesView::refresh);
    connect(&gateway, &GatewaySession::deployed, this, &StagesView::refresh);
}

void StagesView::showStages(ApiId api)
{
    m_api = api;
    refresh();
}

void StagesView::showEvent(QShowEvent* event)
{
    Form::showEvent(event);
    refresh();
}

void StagesView::refresh()
{
    const Api* api = m_workspace.project().find(m_api);
    if (!api || !isVisibleTo(parentWidget()))
        return;
    const int count = static_cast<int>(api->stages.size());
    m_rows->setRowCount(count);
    const auto put = [this](int row, Column column, const QString& text) {
        auto* item = new QStandardItem(text);
        item->setToolTip(text);
        m_rows->setItem(row, column, item);
    };
    for (int row = 0; row < count; ++row) {
        const Stage& stage = api->stages[static_cast<std::size_t>(row)];
        put(row, Name, fromUtf8(stage.name));
        put(row, Address, m_gateway.invokeUrl(m_api, stage.id).toString());
        put(row, State, stateOfStage(m_gateway, {m_api, {}, {}, stage.id}, stage));
    }
    m_table->setVisible(count > 0);
    m_none->setVisible(count == 0);
    const int header = std::max(m_table->horizontalHeader()->sizeHint().height(), tableRowHeight);
    m_table->setFixedHeight(header + count * tableRowHeight + 2 * m_table->frameWidth());
}

void StagesView::choose(int row)
{
    const Api* api = m_workspace.project().find(m_api);
    if (api && row >= 0 && row < static_cast<int>(api->stages.size()))
        emit stageRequested({m_api, {}, {}, api->stages[static_cast<std::size_t>(row)].id});
}

} // namespace gw::ui
