import OneShot

/// Stops where something does not hold.
func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}

checkOwnOperation()
try checkOwnLayers()
try checkDescribedLayers()
try checkOwnOptimizer()
try checkOwnTraining()
try checkOwnScoring()
try checkSixTasks()
print("The consumer's own parts work.")
