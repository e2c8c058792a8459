// TraceTable: the list of requests with method badges and status pills. The row that is chosen stays chosen when the
// rows of the file are found anew.
#pragma once

#include "ui/models/trace_list_model.h"
#include "ui/theme/theme.h"

#include <QTableView>

#include <cstdint>

namespace gw::ui {

class TraceTable final : public QTableView
{
    Q_OBJECT

public:
    TraceTable(TraceListModel& model, const Theme& theme, QWidget* parent = nullptr);

    void keyboardSearch(const QString&) override {} // it would read every row; the filter is there for it

signals:
    void traceChosen(const QModelIndex& index); // selection moved
    void openRequested();                       // Enter
    void pauseRequested();                      // Space

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;

private:
    void letGoOfStored();

    TraceListModel& m_traces;
    std::int64_t m_awaited = 0; // the chosen row of the file until it is found again
};

} // namespace gw::ui
