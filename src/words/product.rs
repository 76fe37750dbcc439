//! What products say when they fail, in their own words: nobody translates them. Each text is a
//! part of what its source says, without what is different each time; `…` stands for what is left
//! out of the middle.

/// What is said when a step fails before it happens, and when it happens but its answer is lost.
pub(super) type Pair = [&'static str; 2];

/// What a broker, a store and what lies around them say.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) receive: Pair,
    pub(super) acknowledge: Pair,
    pub(super) load: Pair,
    pub(super) store: Pair,
    pub(super) publish: Pair,
    pub(super) blobs: Pair,
    pub(super) coordinator: Pair,
    /// A write to a document that was changed since it was read, and an acknowledgment of a message
    /// whose lease has expired.
    pub(super) conflict: Pair,
    pub(super) died: &'static str,
}

/// The talk's, on .NET Framework. Sources: the message texts in `mq.h`, and `NServiceBus`' page on
/// troubleshooting MSMQ; the message texts in `winerror.h` (53, 64 and 1726); `SqlClient`'s
/// resources, and SQL Server's error 1205; Entity Framework 6's and `System.Transactions`'
/// resources; the runtime's last words.
pub(super) static MSMQ: Product = Product {
    receive: ["Timeout for the requested operation has expired", REMOTE_CALL_FAILED],
    acknowledge: ["Message Queue service is not available", REMOTE_CALL_FAILED],
    load: [
        "Connection Timeout Expired",
        "A transport-level error has occurred when receiving results from the server",
    ],
    store: [
        "Transaction (Process ID 52) was deadlocked on lock resources with another process and \
         has been chosen as the deadlock victim",
        "Execution Timeout Expired",
    ],
    publish: ["Insufficient resources to perform operation", REMOTE_CALL_FAILED],
    blobs: ["The network path was not found", "The specified network name is no longer available"],
    coordinator: [
        "Communication with the underlying transaction manager has failed",
        "The transaction is in doubt",
    ],
    conflict: [
        "Store update, insert, or delete statement affected an unexpected number of rows (0)",
        "The transaction has aborted",
    ],
    died: "Process is terminated due to StackOverflowException",
};

/// Says nothing of whether the call was carried out.
const REMOTE_CALL_FAILED: &str = "The remote procedure call failed";

/// With .NET clients. Sources: `Connection` and `ShutdownEventArgs` of `RabbitMQ`'s client; the
/// server's `rabbit_alarm`, `rabbit_reader` and `rabbit_channel`; `NpgsqlConnector` and
/// `NpgsqlReadBuffer`; `PostgreSQL`'s error codes 40P01 and 40001 as Npgsql writes them; `kubectl
/// describe pod`.
pub(super) static RABBITMQ: Product = Product {
    receive: [
        "connection.start was never received, likely due to a network timeout",
        SOCKET_CLOSED,
    ],
    acknowledge: [SOCKET_CLOSED, "missed heartbeats from client, timeout: 60s"],
    load: ["Failed to connect to 10.0.0.5:5432", READ_FAILED],
    store: ["40P01: deadlock detected", READ_FAILED],
    publish: [
        "memory resource limit alarm set on node rabbit@host. Publishers will be blocked until \
         this alarm clears",
        SOCKET_CLOSED,
    ],
    blobs: OBJECT_STORE,
    coordinator: NO_COORDINATOR,
    conflict: [
        "40001: could not serialize access due to concurrent update",
        "PRECONDITION_FAILED - unknown delivery tag 1",
    ],
    died: "Reason: OOMKilled, Exit Code: 137",
};

const SOCKET_CLOSED: &str = "AMQP close-reason, initiated by Library, code=541, text=\"Unexpected \
     Exception\" … System.Net.Sockets.SocketException";
const READ_FAILED: &str = "Exception while reading from stream";

/// With Python's client. Sources: the templates in botocore's `exceptions.py`; AWS's pages on
/// `ThrottlingException` in SNS, on `TransactWriteItems` and condition expressions in `DynamoDB`,
/// on `DeleteMessage` in SQS, on `SlowDown` in S3; and the log of a Lambda function that is killed.
pub(super) static AWS: Product = Product {
    receive: [
        "Connect timeout on endpoint URL: \"https://sqs.eu-west-1.amazonaws.com/\"",
        "Read timeout on endpoint URL: \"https://sqs.eu-west-1.amazonaws.com/\"",
    ],
    acknowledge: [
        "Could not connect to the endpoint URL: \"https://sqs.eu-west-1.amazonaws.com/\"",
        "Read timeout on endpoint URL: \"https://sqs.eu-west-1.amazonaws.com/\"",
    ],
    load: [
        "Connect timeout on endpoint URL: \"https://dynamodb.eu-west-1.amazonaws.com/\"",
        "Read timeout on endpoint URL: \"https://dynamodb.eu-west-1.amazonaws.com/\"",
    ],
    store: [
        "An error occurred (TransactionCanceledException) when calling the TransactWriteItems \
         operation: Transaction cancelled, please refer cancellation reasons for specific reasons \
         [TransactionConflict]",
        "Connection was closed before we received a valid response from endpoint URL: \
         \"https://dynamodb.eu-west-1.amazonaws.com/\"",
    ],
    publish: [
        "An error occurred (ThrottlingException) when calling the Publish operation: Rate exceeded",
        "Connection was closed before we received a valid response from endpoint URL: \
         \"https://sns.eu-west-1.amazonaws.com/\"",
    ],
    blobs: [
        "An error occurred (SlowDown) when calling the PutObject operation: Please reduce your \
         request rate",
        "Read timeout on endpoint URL: \"https://s3.eu-west-1.amazonaws.com/\"",
    ],
    coordinator: NO_COORDINATOR,
    conflict: [
        "An error occurred (ConditionalCheckFailedException) when calling the PutItem operation: \
         The conditional request failed",
        "An error occurred (InvalidParameterValue) when calling the DeleteMessage operation: Value \
         … for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired",
    ],
    died: "Runtime exited with error: signal: killed",
};

/// These products have none: it is somebody else's, and answers by HTTP's status codes.
const NO_COORDINATOR: Pair = [
    "503 Service Unavailable from the transaction coordinator",
    "504 Gateway Timeout from the transaction coordinator",
];
const OBJECT_STORE: Pair =
    ["503 Service Unavailable from the object store", "504 Gateway Timeout from the object store"];
