#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>
#include <string>

namespace dokuei::reports {

/// Runs one statement with its values; throws StoreError that names the database file and the reason.
QSqlQuery runSql(const QSqlDatabase& database, const QString& sql, const QVariantList& values = {});

/// Refuses a database that is damaged, foreign or newer than this program, then brings it to the present
/// schema, one transaction a step. Throws StoreError; nothing is written when it refuses.
void openSchema(const QSqlDatabase& database);

/// Version that openSchema() brings a database to.
int presentSchemaVersion();

/// Transaction that rolls back unless committed.
class Transaction {
public:
    explicit Transaction(QSqlDatabase database);
    ~Transaction();
    void commit();

private:
    QSqlDatabase database_;
    bool open_ = true;
};

}  // namespace dokuei::reports
