// TraceTable: the list of requests with method badges and status pills.
#pragma once

#include "ui/models/trace_list_model.h"
#include "ui/theme/theme.h"

#include <QTableView>

namespace gw::ui {

class TraceTable final : public QTableView
{
    Q_OBJECT

public:
    TraceTable(TraceListModel& model, const Theme& theme, QWidget* parent = nullptr);

signals:
    void traceChosen(const QModelIndex& index); // selection moved
    void openRequested();                       // Enter
    void pauseRequested();                      // Space

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
};

} // namespace gw::ui
